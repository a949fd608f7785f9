// The page for a user who gave the right password, and for whose login there is no place: where they are logged in and, if
// they may choose, which of these sessions makes room. It is one form of plain buttons.
import { Box, Button, H4, MessageBox, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useEffect, useRef, type FormEvent } from 'react'
import { decode } from '../ended/decode.js'
import { PlainButton } from '../ui/plain-button.js'
import { VisibleFocus } from '../ui/visible-focus.js'
import { TakenPlaces } from './taken-places.js'
import { choiceFields, type AtLimitNotice } from './wire.js'

/** The notice, and the path of the login. */
export type AtLimitPageProps = AtLimitNotice & { readonly action: string }

/** Where a user is logged in for whose login there is no place. */
export const AtLimitPage = ({ places, token, isAgain, action }: AtLimitPageProps) => {
  const { translateMessage, translateButton } = useTranslation()
  const onSubmit = useSubmitOnce()
  const explanation = translateMessage(token === null ? 'singleSessionAtLimitRefused' : 'singleSessionAtLimitChoose')

  return (
    <Box
      variant="grey"
      flex
      flexDirection="column"
      alignItems="center"
      data-css="single-session-at-limit"
      style={{ minHeight: '100%', boxSizing: 'border-box', paddingTop: '8vh', paddingBottom: '8vh' }}
    >
      <VisibleFocus />
      <Box
        as="main"
        bg="container"
        color="text"
        boxShadow="login"
        p={['xl', 'x3']}
        width={[1, 2 / 3, '600px']}
        style={{ boxSizing: 'border-box' }}
      >
        <H4>{translateMessage('singleSessionAtLimit')}</H4>
        {isAgain && (
          <MessageBox mt="lg" variant="danger" role="alert" message={translateMessage('singleSessionAtLimitAgain')} />
        )}
        <Text my="lg" style={{ lineHeight: 1.5 }}>
          {explanation}
        </Text>
        {token === null ? (
          <>
            <TakenPlaces places={places} isChoice={false} />
            <Button as="a" href={action} variant="contained" mt="xl">
              {translateButton('singleSessionGoToLogin')}
            </Button>
          </>
        ) : (
          <form method="post" action={action} onSubmit={onSubmit}>
            <input type="hidden" name={choiceFields.token} value={token} />
            <TakenPlaces places={places} isChoice />
            <Box mt="xl">
              <PlainButton type="submit" name={choiceFields.end} value="">
                {translateButton('singleSessionCancel')}
              </PlainButton>
            </Box>
          </form>
        )}
      </Box>
    </Box>
  )
}

/**
 * Sends a form once: the second click of a double click would find the question answered, and the browser would show that in
 * place of the answer to the first.
 */
function useSubmitOnce(): (event: FormEvent) => void {
  const isSent = useRef(false)

  useEffect(() => {
    // The browser keeps a page that it left, and shows it again as it was.
    const reset = (): void => {
      isSent.current = false
    }
    window.addEventListener('pageshow', reset)
    return () => {
      window.removeEventListener('pageshow', reset)
    }
  }, [])

  return (event) => {
    if (isSent.current) event.preventDefault()
    isSent.current = true
  }
}

/** The notice in what the server gave the page; none if it is anything else. */
export function readAtLimit(encoded: unknown): AtLimitNotice | undefined {
  const value = decode(encoded)
  // The server's own writing, of this very version: it is there as a whole, or not at all.
  return typeof value === 'object' && value !== null && 'places' in value ? (value as AtLimitNotice) : undefined
}
