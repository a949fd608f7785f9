// The value of a property in a list, or on the page of its record under its label, as AdminJS's own components show it.
import { ValueGroup } from '@adminjs/design-system'
import { useTranslation, type BasePropertyProps } from 'adminjs'
import React, { type ReactElement } from 'react'

/** A property, where it is shown, and its value. */
export interface PropertyValueProps extends Pick<BasePropertyProps, 'property' | 'where'> {
  readonly children: ReactElement
}

/** A value, under its label on the page of a record. */
export const PropertyValue = ({ property, where, children }: PropertyValueProps) => {
  const { translateProperty } = useTranslation()
  if (where === 'list') return children
  return <ValueGroup label={translateProperty(property.label, property.resourceId)}>{children}</ValueGroup>
}
