// The picture of the last days, what its colours mean, and the table behind it.
import { Box, H4, MessageBox, Text } from '@adminjs/design-system'
import { ApiClient, useTranslation } from 'adminjs'
import React, { useEffect, useId, useState } from 'react'
import { duration } from '../ui/dates.js'
import { Loading } from '../ui/loading.js'
import { DaysChart, Swatch, type Series } from './days-chart.js'
import { DaysTable } from './days-table.js'
import { onlinePageName, type Picture, type PictureAnswer } from './wire.js'

/** Asks until the server has counted all of it. */
async function load(): Promise<Picture> {
  const request = { pageName: onlinePageName, params: { picture: 1 } }
  for (;;) {
    const { data } = await new ApiClient().getPage<PictureAnswer>(request)
    if (!data.isCounting) return data
  }
}

/** The picture of the last days. */
export const PictureSection = () => {
  const { translateLabel, translateMessage, i18n } = useTranslation()
  const [picture, setPicture] = useState<Picture | null>()
  const [titleId, noteId] = [useId(), useId()]

  useEffect(() => {
    load().then(setPicture, () => {
      setPicture(null)
    })
  }, [])

  // In the order in which the server counts them. The colours stand out from a light page and from a dark one, at least 3:1.
  const series: readonly Series[] = [
    { name: translateLabel('singleSessionLogins'), color: '#4a78e8', valueOf: ({ logins }) => logins },
    { name: translateLabel('singleSessionByUser'), color: '#7d8590', valueOf: ({ ends }) => ends[0] ?? 0 },
    { name: translateLabel('singleSessionByLogin'), color: '#8f5fd6', valueOf: ({ ends }) => ends[1] ?? 0 },
    { name: translateLabel('singleSessionByAdministrator'), color: '#d9363e', valueOf: ({ ends }) => ends[2] ?? 0 },
    { name: translateLabel('singleSessionByAccount'), color: '#c2691a', valueOf: ({ ends }) => ends[3] ?? 0 },
    { name: translateLabel('singleSessionAtOnce'), color: '#1f9465', valueOf: ({ atOnce }) => atOnce },
  ]

  const content = () => {
    if (picture === null) return <MessageBox variant="danger" message={translateMessage('singleSessionFailed')} />
    if (!picture) return <Loading />
    const { days, countsForSeconds } = picture
    const time = duration(countsForSeconds, i18n.language)
    return (
      <>
        <DaysChart days={days} series={series} labelledBy={titleId} describedBy={noteId} />
        <Box as="ul" flex flexWrap="wrap" my="lg" style={{ gap: '8px 16px' }}>
          {series.map(({ name, color }, index) => (
            <Box as="li" key={name} flex alignItems="center" style={{ gap: 8 }}>
              <Swatch color={color} isLine={index === series.length - 1} />
              {name}
            </Box>
          ))}
        </Box>
        <Text id={noteId} mb="lg">
          {translateMessage('singleSessionAtOnceNote', undefined, { time })}
        </Text>
        <details>
          <summary style={{ minHeight: 24, cursor: 'pointer' }}>{translateLabel('singleSessionAsTable')}</summary>
          <DaysTable days={days} series={series} label={translateLabel('singleSessionLastDays')} />
        </details>
      </>
    )
  }

  return (
    <Box as="section" mt="x3" aria-labelledby={titleId}>
      <H4 id={titleId} mb="lg">
        {translateLabel('singleSessionLastDays')}
      </H4>
      {content()}
    </Box>
  )
}
