// Starts the README's program and says where it listens.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

// The program comes out of the README, so no type knows it.
const path = './app.js'
const { server } = (await import(path)) as { server: Server }
server.on('listening', () => process.stdout.write(`listening on ${String((server.address() as AddressInfo).port)}\n`))
