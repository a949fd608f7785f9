// A switch in the network between an app and its database: it can freeze, so that nothing gets through and nobody is
// told, or break what is connected, and be put right again. It can also be the one address of several servers.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface TcpSwitch {
  /** The URL of the database as seen through the switch. */
  url: string
  /** From this very moment on nothing gets through. */
  freeze: () => void
  /** Lets everything through, what has waited first. */
  thaw: () => void
  /** Breaks the connections and takes no new ones. */
  cut: () => void
  /** The same, but the database does not hear that its clients are gone. */
  vanish: () => void
  /** Takes connections again. */
  restore: () => Promise<void>
  /** From now on it is the address of another server, as a proxy is after a failover: it breaks the connections. */
  redirect: (url: string) => void
  close: () => void
}

/** Starts a switch in front of the database at this URL. */
export async function startTcpSwitch(url: string): Promise<TcpSwitch> {
  let target = new URL(url)
  const nearSide = new Set<Socket>()
  const farSide = new Set<Socket>()
  let isFrozen = false
  let hasVanished = false

  function join(from: Socket, to: Socket, side: Set<Socket>): void {
    side.add(from)
    from.on('data', (chunk) => to.write(chunk))
    // Whatever happens to one side happens to the other.
    from.on('error', () => undefined)
    from.on('close', () => {
      side.delete(from)
      if (!hasVanished) to.destroy()
    })
    if (isFrozen) from.pause()
  }
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    join(near, far, nearSide)
    join(far, near, farSide)
  })
  const listen = async (at: number): Promise<number> => {
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const ownPort = await listen(0)
  const through = new URL(url)
  through.host = `127.0.0.1:${String(ownPort)}`

  function breakConnections(): void {
    for (const near of nearSide) near.resetAndDestroy()
  }
  function cut(): void {
    server.close()
    breakConnections()
  }

  return {
    url: through.href,
    freeze() {
      isFrozen = true
      for (const socket of [...nearSide, ...farSide]) socket.pause()
    },
    thaw() {
      isFrozen = false
      for (const socket of [...nearSide, ...farSide]) socket.resume()
    },
    cut,
    vanish() {
      hasVanished = true
      cut()
    },
    async restore() {
      hasVanished = false
      if (!server.listening) await listen(ownPort)
    },
    redirect(to) {
      target = new URL(to)
      breakConnections()
    },
    close() {
      server.close()
      for (const socket of [...nearSide, ...farSide]) socket.destroy()
    },
  }
}
