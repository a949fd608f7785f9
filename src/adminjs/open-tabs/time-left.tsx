// Counts down before the eyes of the reader. A screen reader is told now and then: each second would drown all else.
import { Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useEffect, useState } from 'react'
import { duration } from '../ui/dates.js'

/** The seconds that are said aloud. */
const announced = [30, 10]

/** Off the screen, and yet there: what screen readers alone are to find. */
const unseen = { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' } as const

const secondsUntil = (time: number): number => Math.max(0, Math.ceil((time - performance.now()) / 1000))

/** How long it is until a time, by `performance.now()`. */
export const TimeLeft = ({ endsAt }: { endsAt: number }) => {
  const { translateMessage, i18n } = useTranslation()
  const [seconds, setSeconds] = useState(() => secondsUntil(endsAt))
  const [first] = useState(seconds)

  useEffect(() => {
    const tick = (): void => {
      setSeconds(secondsUntil(endsAt))
    }
    tick()
    const timer = window.setInterval(tick, 250)
    return () => {
      window.clearInterval(timer)
    }
  }, [endsAt])

  const said = (count: number): string =>
    translateMessage('singleSessionTimeLeft', { time: duration(count, i18n.language) })
  const passed = announced.filter((count) => count < first && seconds <= count).at(-1)

  return (
    <>
      <Text fontWeight="bold" role="timer" aria-live="off">
        {said(seconds)}
      </Text>
      <div role="status" style={unseen}>
        {passed === undefined ? '' : said(passed)}
      </div>
    </>
  )
}
