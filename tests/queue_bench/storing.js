// What a queue is held against: an object that stores each text before it sends it, tells the sender, and deletes it when
// it is acknowledged. The least that an honest queue does.

export class Room {
  constructor(state) {
    this.state = state;
    this.sql = state.storage.sql;
    this.sql.exec('create table if not exists log(chat text, seq integer, text text, primary key(chat, seq))');
    this.last = new Map();
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
    const frame = JSON.parse(text);
    if (frame.ack !== undefined) {
      this.sql.exec('delete from log where chat = ? and seq <= ?', me, frame.ack);
      return;
    }
    const to = otherEnd(chat, me);
    const seq = (this.last.get(to) ?? this.stored(to)) + 1;
    this.last.set(to, seq);
    this.sql.exec('insert into log values(?, ?, ?)', to, seq, text);
    const entry = JSON.stringify({ seq, at: Date.now(), ...frame });
    for (const other of this.state.getWebSockets(to)) other.send(entry);
    socket.send(JSON.stringify({ sent: frame.number }));
  }

  /** The last place in a log, for an object that has just woken up. */
  stored(chat) {
    return this.sql.exec('select max(seq) as last from log where chat = ?', chat).one().last ?? 0;
  }

  webSocketClose() {}
}

function otherEnd(chat, me) {
  return me === `${chat} guest` ? `${chat} operator` : `${chat} guest`;
}

export default {
  fetch: (request, env) => env.ROOM.get(env.ROOM.idFromName('room')).fetch(request),
};
