// Turns the pages of the list of who is online: forth by the place that the server names, and back to where one came from.
import { Box } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React from 'react'
import { WorkingButton } from '../ui/working-button.js'
import type { PagesProps } from './online-bar.js'

/** The buttons; none if there is one page. */
export const Pages = ({ list: { next }, view, isWorking, onShow }: PagesProps) => {
  const { translateButton } = useTranslation()
  const { search, places } = view
  if (next === null && places.length === 0) return null

  const button = (text: string, wanted: readonly string[] | null) => (
    <WorkingButton
      variant="outlined"
      color="primary"
      isWorking={false}
      disabled={isWorking || wanted === null}
      onClick={() => {
        if (wanted) onShow({ search, places: wanted })
      }}
    >
      {text}
    </WorkingButton>
  )

  return (
    <Box flex style={{ gap: 16 }}>
      {button(translateButton('singleSessionPreviousPage'), places.length === 0 ? null : places.slice(0, -1))}
      {button(translateButton('singleSessionNextPage'), next === null ? null : [...places, next])}
    </Box>
  )
}
