// A mail server of a few lines for tests: takes letters on loopback, or answers what it is told to.

import net from 'node:net'

export type TakenLetter = { to: string; data: string }

/** `answer` may refuse a recipient with a reply such as `550 no such box`. */
export async function smtpServer(answer: (to: string) => string | null = () => null) {
  const letters: TakenLetter[] = []
  const server = net.createServer((socket) => {
    let [to, buffer, inData] = ['', '', false]
    const say = (line: string) => socket.write(`${line}\r\n`)
    socket.setEncoding('utf8').on('error', () => undefined)
    say('220 test')
    socket.on('data', (chunk) => {
      buffer += chunk
      for (;;) {
        const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const line = buffer.slice(0, end)
        buffer = buffer.slice(end + (inData ? 5 : 2))
        if (inData) {
          letters.push({ to, data: line })
          inData = false
          say('250 taken')
        } else if (/^EHLO/i.test(line)) say('250 test')
        else if (/^RCPT TO:/i.test(line)) {
          to = /<(.*)>/.exec(line)?.[1] ?? ''
          say(answer(to) ?? '250 ok')
        } else if (/^DATA/i.test(line)) {
          inData = true
          say('354 go on')
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else say('250 ok')
      }
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as net.AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}
