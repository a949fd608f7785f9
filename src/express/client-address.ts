// The address of a client. Express takes it from a header where the app trusts a proxy, and then it may be any text.
import { isIP } from 'node:net'

/** An address with a port behind it, as some proxies write it: `192.0.2.1:80`, `[2001:db8::1]:80`. */
const withPort = /^(?:(\d+\.\d+\.\d+\.\d+)|\[([^\]]*)\])(?::\d{1,5})?$/

/** What an IPv6 socket puts before the address of a client that came by IPv4. */
const ofIPv4 = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i

/**
 * The IP address in a text, at most 45 characters long, without a port or a zone; null if it holds none. Only an address is
 * kept: whoever may write into that header cannot fill the database, or put words into the audit trail.
 */
export function addressIn(text: string | undefined): string | null {
  // No address is longer than that, even with a port and the name of a network interface.
  if (text === undefined || text.length > 100) return null
  const [, v4, v6] = withPort.exec(text) ?? []
  const [address = ''] = (v4 ?? v6 ?? text).split('%')
  return isIP(address) === 0 ? null : address.replace(ofIPv4, '')
}
