// Sets the clock of a process wrong, as on a machine that nobody set: by the milliseconds in WRONG_CLOCK_MS. Import it before
// everything else. It is plain JavaScript, so that AdminJS can come after it and before tsx: it loads faster there.
const offsetMs = Number(process.env.WRONG_CLOCK_MS ?? 0)
const RightDate = Date

const wrongNow = () => RightDate.now() + offsetMs

globalThis.Date = new Proxy(RightDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [wrongNow()] : given, newTarget),
  get: (target, name, receiver) => (name === 'now' ? wrongNow : Reflect.get(target, name, receiver)),
})
