// What the recipe for mails imports as its own.
export const sendMail = (to: string, text: string): Promise<void> => {
  process.stdout.write(`mail to ${to}\n${text}\n`)
  return Promise.resolve()
}
