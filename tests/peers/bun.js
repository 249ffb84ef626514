// Bun's own server: what a publisher says goes to all phones through its topics. bun bun.js HOST:PORT
const [hostname, port] = process.argv.at(-1).split(':')
const server = Bun.serve({
  hostname,
  port: Number(port),
  fetch(request, server) {
    const isPhone = new URL(request.url).pathname !== '/publish'
    if (!server.upgrade(request, { data: { isPhone } })) return new Response(null, { status: 426 })
  },
  websocket: {
    perMessageDeflate: false,
    idleTimeout: 0,
    open(socket) {
      if (!socket.data.isPhone) return
      socket.subscribe('forum')
      socket.send('{"welcome":{}}')
    },
    message(socket, change) {
      if (!socket.data.isPhone) server.publish('forum', change)
    },
  },
})
