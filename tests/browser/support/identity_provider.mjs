// An identity provider on this machine: `oidc-provider` with its own pages for signing in, which let in whoever types a name.

import { once } from "node:events";
import { createServer } from "node:http";
import { generateKeyPairSync } from "node:crypto";

import Provider from "oidc-provider";

import { freePort } from "./server.mjs";

/** By what the provider knows the library. */
export const CLIENT = { id: "hushdesk", secret: "what-only-the-library-and-the-provider-know" };

export class IdentityProvider {
  /**
   * One that knows the library at this origin, and signs by this algorithm.
   * @param {string} origin
   * @param {"ES256" | "RS256"} algorithm
   */
  static async start(origin, algorithm) {
    const provider = new IdentityProvider();
    provider.port = await freePort();
    provider.issuer = `http://127.0.0.1:${provider.port}`;
    provider.origin = origin;
    provider.algorithm = algorithm;
    /** What it says of each account: their address, and whether it has verified that. */
    provider.accounts = new Map();
    await provider.listens();
    return provider;
  }

  async listens() {
    const known = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${this.origin}/console/provider`],
          id_token_signed_response_alg: this.algorithm,
        },
      ],
      jwks: { keys: [key("rsa", { modulusLength: 2048 }, "RS256"), key("ec", { namedCurve: "P-256" }, "ES256")] },
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["preferred_username"] },
      cookies: { keys: ["not secret at all"] },
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({ sub: id, preferred_username: id, ...this.accounts.get(id) }),
      }),
    });
    known.on("server_error", (_, error) => console.error(error));
    this.server = createServer(known.callback()).listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
  }

  /** It has other keys from now on, and forgets who is signed in. */
  async rotates() {
    await this.stop();
    await this.listens();
  }

  async stop() {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }
}

function key(kind, options, algorithm) {
  const { privateKey } = generateKeyPairSync(kind, options);
  const kid = `${algorithm}-${Math.random()}`;
  return { ...privateKey.export({ format: "jwk" }), kid, alg: algorithm, use: "sig" };
}

/** Somebody who has been led to the provider signs in there. */
export async function typesName(page, name) {
  await page.locator("input[name=login]").fill(name);
  await page.locator("input[name=password]").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
}

/** The same for the first time in this browser: they let it tell the library who they are. */
export async function signsInThere(page, name) {
  await typesName(page, name);
  await page.getByRole("button", { name: "Continue" }).click();
}
