// AdminJS's loader, said to screen readers too.
import { Loader } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React from 'react'

/** Says that something is loading. */
export const Loading = () => {
  const { translateLabel } = useTranslation()
  return (
    <div role="status" aria-label={translateLabel('singleSessionLoading')}>
      <Loader />
    </div>
  )
}
