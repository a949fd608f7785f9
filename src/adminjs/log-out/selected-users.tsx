// The users whom a bulk action was called for: who has how many live sessions, and whom it leaves alone.
import { Badge, Box, Table, TableBody, TableCell, TableHead, TableRow } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React from 'react'
import type { SelectedRecord } from './wire.js'

/** The selection, and the resource whose own texts come first. */
export interface SelectedUsersProps {
  readonly records: readonly SelectedRecord[]
  readonly resourceId: string
}

/** The table of the selected users. */
export const SelectedUsers = ({ records, resourceId }: SelectedUsersProps) => {
  const { translateLabel } = useTranslation()
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableCell role="columnheader">{translateLabel('singleSessionUser', resourceId)}</TableCell>
          <TableCell role="columnheader">{translateLabel('singleSessionLiveSessions', resourceId)}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {records.map(({ id, title, singleSession }) => (
          <TableRow key={id}>
            <TableCell role="rowheader">
              <Box flex alignItems="center" flexWrap="wrap" style={{ gap: 8 }}>
                {title}
                {singleSession.isCurrentAdmin && (
                  <Badge variant="info">{translateLabel('singleSessionYou', resourceId)}</Badge>
                )}
                {singleSession.skippedBecause && (
                  <Badge variant="secondary">{translateLabel('singleSessionSkipped', resourceId)}</Badge>
                )}
              </Box>
            </TableCell>
            <TableCell>{singleSession.liveSessions ?? '–'}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
