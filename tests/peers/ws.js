// Node with ws: what a publisher says goes to all phones. node ws.js HOST:PORT
const { WebSocketServer } = require('ws')

const [host, port] = process.argv.at(-1).split(':')
const phones = new Set()
new WebSocketServer({ host, port: Number(port), backlog: 4096 }).on('connection', (socket, request) => {
  socket.on('error', () => socket.terminate())
  if (request.url === '/publish') {
    socket.on('message', (change) => {
      const text = change.toString()
      for (const phone of phones) phone.send(text)
    })
  } else {
    phones.add(socket)
    socket.on('close', () => phones.delete(socket))
    socket.send('{"welcome":{}}')
  }
})
