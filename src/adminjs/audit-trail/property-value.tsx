// The value of a property in a list, or on the page of its record under its label, as AdminJS's own components show it.
import { ValueGroup } from '@adminjs/design-system'
import { useTranslation, type BasePropertyProps } from 'adminjs'
import React, { type ReactElement } from 'react'

export interface PropertyValueProps extends Pick<BasePropertyProps, 'property' | 'where'> {
  readonly children: ReactElement
}

export const PropertyValue = ({ property, where, children }: PropertyValueProps) => {
  const { translateProperty } = useTranslation()
  if (where === 'list') return children
  return <ValueGroup label={translateProperty(property.label, property.resourceId)}>{children}</ValueGroup>
}
