// The days of the picture as a table.
import { Table, TableBody, TableCell, TableHead, TableRow } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React from 'react'
import { calendarDay } from '../ui/dates.js'
import type { Series } from './days-chart.js'
import type { DayShown } from './wire.js'

/** The days, what is said of them, and what the table is called. */
export interface DaysTableProps {
  readonly days: readonly DayShown[]
  readonly series: readonly Series[]
  readonly label: string
}

/** The days, the last one first. */
export const DaysTable = ({ days, series, label }: DaysTableProps) => {
  const { translateLabel, i18n } = useTranslation()
  return (
    // Wider than a phone, so it can be scrolled, by keys as well.
    <div role="region" aria-label={label} tabIndex={0} style={{ overflowX: 'auto' }}>
      <Table aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell role="columnheader">{translateLabel('singleSessionDay')}</TableCell>
            {series.map(({ name }) => (
              <TableCell key={name} role="columnheader">
                {name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {[...days].reverse().map((day) => (
            <TableRow key={day.date}>
              <TableCell role="rowheader">{calendarDay(day.date, i18n.language)}</TableCell>
              {series.map(({ name, valueOf }) => (
                <TableCell key={name}>{valueOf(day)}</TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
