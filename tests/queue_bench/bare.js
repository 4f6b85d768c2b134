// What a queue is held against: an object that hands each text to the other end and keeps nothing. The platform's floor.

export class Room {
  constructor(state) {
    this.state = state;
  }

  fetch(request) {
    const { searchParams } = new URL(request.url);
    const [chat, end] = [searchParams.get('chat'), searchParams.get('end')];
    const [client, server] = Object.values(new WebSocketPair());
    this.state.acceptWebSocket(server, [chat, `${chat} ${end}`]);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(socket, text) {
    const [chat, me] = this.state.getTags(socket);
    for (const other of this.state.getWebSockets(otherEnd(chat, me))) other.send(text);
  }

  webSocketClose() {}
}

function otherEnd(chat, me) {
  return me === `${chat} guest` ? `${chat} operator` : `${chat} guest`;
}

export default {
  fetch: (request, env) => env.ROOM.get(env.ROOM.idFromName('room')).fetch(request),
};
