// A line of a CSV file (RFC 4180).

/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"). */
const formula = /^[=+\-@\t\r\n]/

/** The line of these values. A text that a spreadsheet would calculate gets an apostrophe before it. */
export const csvLine = (values: readonly unknown[]): string => `${values.map(field).join(',')}\r\n`

function field(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'boolean' ? String(value) : ''
  const harmless = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) || harmless !== text ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
