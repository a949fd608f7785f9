// What stands above the list of who is online: how many they are, the search, and what has changed meanwhile.
import { Box, FormGroup, Input, Label, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useId, useState, type ChangeEvent, type FormEvent } from 'react'
import { PlainButton } from '../ui/plain-button.js'
import { WorkingButton } from '../ui/working-button.js'
import type { View } from './use-online.js'
import type { OnlineList } from './wire.js'

/** The list, the part of it that is shown, and how to show another one. */
export interface PagesProps {
  readonly list: OnlineList
  readonly view: View
  readonly isWorking: boolean
  readonly onShow: (view: View) => void
}

/** The search, and the news. */
export const OnlineBar = ({ list, view, isWorking, changes, onShow }: PagesProps & { readonly changes: number }) => {
  const { translateLabel, translateMessage, translateButton } = useTranslation()
  const [text, setText] = useState(view.search)
  const inputId = useId()

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onShow({ search: text.trim(), places: [] })
  }

  const total = list.total?.isMore ? 'singleSessionOnlineMore' : 'singleSessionOnline'
  return (
    <>
      <form role="search" onSubmit={submit}>
        <FormGroup>
          <Label htmlFor={inputId}>{translateLabel('singleSessionFindUser')}</Label>
          <Box flex style={{ gap: 8 }}>
            <Input
              id={inputId}
              type="search"
              maxLength={200}
              style={{ flex: 1, minWidth: 0 }}
              value={text}
              onChange={({ target }: ChangeEvent<HTMLInputElement>) => {
                setText(target.value)
              }}
            />
            <PlainButton type="submit" disabled={isWorking}>
              {translateButton('singleSessionFind')}
            </PlainButton>
          </Box>
        </FormGroup>
      </form>
      {/* As high with news as without: no row moves under a click. */}
      <Box flex alignItems="center" flexWrap="wrap" my="lg" style={{ gap: 8, minHeight: 40 }}>
        {list.total && <Text>{translateMessage(total, undefined, { sessions: list.total.sessions })}</Text>}
        <Text role="status" ml="auto">
          {changes > 0 && translateMessage('singleSessionListChanged', undefined, { sessions: changes })}
        </Text>
        <WorkingButton
          variant="outlined"
          color="primary"
          size="sm"
          isWorking={false}
          disabled={isWorking || changes === 0}
          style={changes === 0 ? { visibility: 'hidden' } : {}}
          onClick={() => {
            onShow(view)
          }}
        >
          {translateButton('singleSessionShowChanges')}
        </WorkingButton>
      </Box>
    </>
  )
}
