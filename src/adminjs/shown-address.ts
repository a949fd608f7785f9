// The address of a client, as people write it. What the package records is in that form already; rows that an app or an
// earlier version wrote may not be.

/** What an IPv6 socket puts before the address of a client that came by IPv4. */
const ofIPv4 = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i

/** The address as it is shown: `::ffff:192.0.2.128` is 192.0.2.128. Null stays null. */
export const shownAddress = <Address extends string | null>(address: Address): Address | string =>
  address === null ? address : address.replace(ofIPv4, '')
