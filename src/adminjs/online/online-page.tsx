// The page "Who is online": a search, the list, and the picture of the last days.
import { Box, H2, MessageBox } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useEffect, useRef, useState } from 'react'
import { PasswordDialog } from '../password/password-dialog.js'
import { Loading } from '../ui/loading.js'
import { roomAtSides } from '../ui/room-at-sides.js'
import { WorkingButton } from '../ui/working-button.js'
import { EndDialog } from './end-dialog.js'
import { OnlineBar } from './online-bar.js'
import { Pages } from './pages.js'
import { OnlineTable } from './online-table.js'
import { PictureSection } from './picture-section.js'
import { useOnline } from './use-online.js'
import { onlinePageName, type OnlineList, type OnlineSession } from './wire.js'

/** The page "Who is online". */
const OnlinePage = () => {
  const { translatePage, translateMessage, translateButton } = useTranslation()
  const [selected, select] = useState<ReadonlySet<string>>(new Set())
  /** What the reader is asked about. */
  const [toEnd, setToEnd] = useState<readonly OnlineSession[] | null>(null)
  const region = useRef<HTMLDivElement>(null)
  const online = useOnline(() => {
    setToEnd(null)
  })
  const { list, view, isWorking, changes, dialog, show, end } = online

  // A button that is gone, or was disabled meanwhile, must not take the focus with it to the top of the page.
  const hasWorked = useRef(false)
  useEffect(() => {
    if (isWorking) hasWorked.current = list !== undefined
    else if (hasWorked.current && document.activeElement === document.body) region.current?.focus()
  }, [isWorking])

  const chosen = (of: OnlineList) => of.sessions.filter(({ key }) => selected.has(key))

  const content = () => {
    if (list === null) return <MessageBox variant="danger" message={translateMessage('singleSessionMayNotSee')} />
    if (!list) {
      return isWorking ? <Loading /> : <MessageBox variant="danger" message={translateMessage('singleSessionFailed')} />
    }
    const nobody = translateMessage(view.search === '' ? 'singleSessionNobodyOnline' : 'singleSessionNobodyFound')
    return (
      <>
        <OnlineBar list={list} view={view} isWorking={isWorking} changes={changes} onShow={show} />
        <div ref={region} role="region" aria-label={translatePage(onlinePageName)} aria-busy={isWorking} tabIndex={-1}>
          {list.sessions.length === 0 ? (
            <MessageBox message={nobody} />
          ) : (
            <OnlineTable
              label={translatePage(onlinePageName)}
              {...{ list, isWorking, selected }}
              onSelect={select}
              onEnd={(session) => {
                setToEnd([session])
              }}
            />
          )}
        </div>
        <Box flex flexWrap="wrap" justifyContent="space-between" mt="xl" style={{ gap: 16 }}>
          <WorkingButton
            variant="contained"
            color="danger"
            isWorking={false}
            disabled={isWorking || chosen(list).length === 0}
            onClick={() => {
              setToEnd(chosen(list))
            }}
          >
            {translateButton('singleSessionEndSelected')} ({chosen(list).length})
          </WorkingButton>
          <Pages list={list} view={view} isWorking={isWorking} onShow={show} />
        </Box>
        {list.hasPicture && <PictureSection />}
      </>
    )
  }

  const title = translateButton(toEnd?.length === 1 ? 'singleSessionEndOne' : 'singleSessionEndSelected')
  return (
    <Box p={['default', 'xl']} color="text" data-css="single-session-online">
      <H2 mb="lg">{translatePage(onlinePageName)}</H2>
      <Box variant="container" style={roomAtSides}>
        {content()}
      </Box>
      {toEnd && !dialog && (
        <EndDialog
          {...{ title, isWorking }}
          sessions={toEnd}
          onSubmit={() => {
            end(JSON.stringify(toEnd.map(({ userId, key }) => [userId, key])), { title, label: title })
          }}
          onClose={() => {
            setToEnd(null)
          }}
        />
      )}
      {dialog && <PasswordDialog {...dialog} />}
    </Box>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default OnlinePage
