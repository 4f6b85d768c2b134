// What the library's server has mailed: it keeps it, and gives none of it to anybody.

/** Milliseconds within which a mail is handed over. */
const SENT_MAX = 30_000;

const PLACE = "/cdn-cgi/local/explorer/api/local/email/sending";

/** The last mail to an address, once there are so many. */
export async function lastMail(page, address, count = 1) {
  const deadline = Date.now() + SENT_MAX;
  const told = (query) =>
    page.evaluate(async (address) => (await (await fetch(address)).json()).result, `${PLACE}?${query}`);
  for (;;) {
    const all = (await told("per_page=100")).filter(({ to }) => to[0] === address);
    if (all.length >= count) {
      return told(`email_id=${encodeURIComponent(all[0].messageId)}`);
    }
    if (Date.now() > deadline) {
      throw new Error(`${all.length} mails to ${address}, and not ${count}`);
    }
    await new Promise((again) => setTimeout(again, 100));
  }
}

/** The organisation mails from now on, as an administrator sets it at its page. */
export async function setsSender(library, admin) {
  await admin.page.goto(`${new URL(library.server.console).origin}/console/organisation`);
  await admin.page.getByLabel("Address to mail from").fill("desk@library.example");
  await admin.page.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await admin.page.getByText("Everything is saved").waitFor();
}
