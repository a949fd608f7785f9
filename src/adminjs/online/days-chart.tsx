// Days in bars and a line, as plain SVG. What it shows is also in a table, so that nobody needs to see it or to tell its colours
// apart.
import { Box, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { type ReactNode } from 'react'
import { calendarDay, number } from '../ui/dates.js'
import type { DayShown } from './wire.js'

/** What is shown of each day: the first is a bar, the last a line, and those between lie on each other in a bar. */
export interface Series {
  readonly name: string
  /** Its colour. */
  readonly color: string
  readonly valueOf: (day: DayShown) => number
}

/** The days, what is shown of them, and the ids of what says so in words. */
export interface DaysChartProps {
  readonly days: readonly DayShown[]
  readonly series: readonly Series[]
  readonly labelledBy: string
  readonly describedBy: string
}

/** The height of the picture, and the width of a day, in its own units: it is as wide as there is room. */
const [height, width] = [100, 12]

/** What is drawn in a colour. */
const Coloured = ({ color, children }: { readonly color: string; readonly children: ReactNode }) => (
  <Box as="g" color={color} fill="currentColor" stroke="none">
    {children}
  </Box>
)

/** The days. */
export const DaysChart = ({ days, series, labelledBy, describedBy }: DaysChartProps) => {
  const { i18n } = useTranslation()
  const [bar, line, stack] = [series[0], series.at(-1), series.slice(1, -1)]
  const highest = (day: DayShown): number =>
    Math.max(
      bar?.valueOf(day) ?? 0,
      line?.valueOf(day) ?? 0,
      stack.reduce((sum, { valueOf }) => sum + valueOf(day), 0),
    )
  const most = Math.max(...days.map(highest), 1)
  const heightOf = (value: number): number => (value / most) * height
  const below = (index: number, day: DayShown): number =>
    stack.slice(0, index + 1).reduce((sum, { valueOf }) => sum + valueOf(day), 0)
  const points = days.map(
    (day, x) => `${String((x + 0.5) * width)},${String(height - heightOf(line?.valueOf(day) ?? 0))}`,
  )

  const rect = (day: DayShown, x: number, from: number, value: number) =>
    value > 0 && <rect key={day.date} x={x} width={5} y={height - heightOf(from + value)} height={heightOf(value)} />

  return (
    <figure>
      <Text fontSize="sm">{number(most, i18n.language)}</Text>
      <svg
        role="img"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        viewBox={`0 0 ${String(days.length * width)} ${String(height)}`}
        preserveAspectRatio="none"
        style={{ display: 'block', width: '100%', height: 200, printColorAdjust: 'exact' }}
      >
        {bar && (
          <Coloured color={bar.color}>{days.map((day, x) => rect(day, x * width + 1, 0, bar.valueOf(day)))}</Coloured>
        )}
        {stack.map(({ name, color, valueOf }, index) => (
          <Coloured key={name} color={color}>
            {days.map((day, x) => rect(day, x * width + 6, below(index, day) - valueOf(day), valueOf(day)))}
          </Coloured>
        ))}
        {line && (
          <Coloured color={line.color}>
            <polyline
              points={points.join(' ')}
              fill="none"
              stroke="currentColor"
              strokeWidth={2}
              vectorEffect="non-scaling-stroke"
            />
          </Coloured>
        )}
        <Coloured color="grey60">
          <line
            x2={days.length * width}
            y1={height}
            y2={height}
            stroke="currentColor"
            vectorEffect="non-scaling-stroke"
          />
        </Coloured>
      </svg>
      <Box flex justifyContent="space-between">
        {[days[0], days.at(-1)].map((day, index) => (
          <Text key={index} fontSize="sm">
            {day && calendarDay(day.date, i18n.language)}
          </Text>
        ))}
      </Box>
    </figure>
  )
}

/** A sample of a colour, as the picture has it. */
export const Swatch = ({ color, isLine }: { readonly color: string; readonly isLine: boolean }) => (
  <svg width={16} height={16} aria-hidden style={{ flex: 'none', printColorAdjust: 'exact' }}>
    <Coloured color={color}>
      <rect width={16} height={isLine ? 3 : 16} y={isLine ? 7 : 0} />
    </Coloured>
  </svg>
)
