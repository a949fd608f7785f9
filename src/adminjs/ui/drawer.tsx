// One of our drawers. Its heading is ours: the way out of AdminJS's has no name. While it is open, the page behind it is out of
// reach; Escape closes it, and the focus goes back to what opened it.
import { Box, Button, DrawerContent, DrawerFooter, H3, Icon, Text } from '@adminjs/design-system'
import { useTranslation, type ActionProps } from 'adminjs'
import React, { useRef, type ReactNode } from 'react'
import { useDrawer } from './use-drawer.js'

/** What a drawer shows, under the name of its action. */
export interface DrawerProps extends Pick<ActionProps, 'action' | 'resource' | 'record'> {
  /** What it is to style sheets. */
  readonly name: `single-session-${string}`
  readonly children: ReactNode
  /** What always stands at its end. */
  readonly footer: ReactNode
}

/** A drawer. */
export const Drawer = ({ name, action, resource, record, children, footer }: DrawerProps) => {
  const { translateAction, translateButton } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  const { close } = useDrawer(heading, { actionName: action.name, ...(record && { recordId: record.id }) })

  return (
    <>
      <DrawerContent data-css={name}>
        <Box flex alignItems="center" mb="xl" style={{ gap: 16 }}>
          <Button
            type="button"
            variant="outlined"
            color="text"
            size="icon"
            rounded
            aria-label={translateButton('singleSessionClose')}
            onClick={close}
            style={{ flexShrink: 0 }}
          >
            <Icon icon="X" />
          </Button>
          <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            <H3 ref={heading} tabIndex={-1} style={{ margin: 0, outline: 'none' }}>
              {translateAction(action.label, resource.id)}
            </H3>
            {record && <Text mt="sm">{record.title}</Text>}
          </div>
        </Box>
        {children}
      </DrawerContent>
      {footer !== null && <DrawerFooter data-css={`${name}-footer`}>{footer}</DrawerFooter>}
    </>
  )
}
