// What kind of event it is, on the page of an event. AdminJS would write it in white on grey.
import { Box } from '@adminjs/design-system'
import type { ShowPropertyProps } from 'adminjs'
import React from 'react'
import { PropertyValue, type PropertyValueProps } from '../ui/property-value.js'
import { EventIcon } from './event-icon.js'
import { lineOf } from './line-of.js'
import { useWhat } from './use-what.js'

/** The kind of an event: its picture, and what it is called. */
const EventKind = ({ record, property, where }: ShowPropertyProps & PropertyValueProps) => {
  const { params } = lineOf(record)
  const what = useWhat(params, property.resourceId)
  return (
    <PropertyValue property={property} where={where}>
      <Box flex alignItems="center" style={{ gap: 12 }}>
        <EventIcon event={params.event} isDeletion={params.isDeletion} />
        {what}
      </Box>
    </PropertyValue>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default EventKind
