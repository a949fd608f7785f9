// When something happened to a session.
import { useTranslation, type ShowPropertyProps } from 'adminjs'
import React from 'react'
import { dateAndTime } from '../ui/dates.js'
import { PropertyValue, type PropertyValueProps } from '../ui/property-value.js'

/** The time of an event, in the language and the time zone of the reader. */
const SessionTime = ({ record, property, where }: ShowPropertyProps & PropertyValueProps) => {
  const { i18n } = useTranslation()
  const at = String(record.params[property.path])
  return (
    <PropertyValue property={property} where={where}>
      <time dateTime={at}>{dateAndTime(at, i18n.language)}</time>
    </PropertyValue>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default SessionTime
