// The first page of the panel: what there is to try.
import { Box, H2, H4, Text } from '@adminjs/design-system'
import { useCurrentAdmin } from 'adminjs'
import React from 'react'

const steps = {
  'Be in two places':
    'Log in as the same user in a second browser or in a private window, and look at this page again: within seconds it leads to the login page, which says why. (Unless the demo was started with another SINGLE_USER_SESSION.)',
  'See where you are logged in':
    'On the page "My sessions" in the menu. With SINGLE_USER_SESSION=3 there is more to see; what you log out there asks for your password.',
  'Log out':
    'In the menu at the top right. It logs you out in all your browsers. (Unless the demo was started with LOGOUT_ALL_SESSIONS=false.)',
  'Log others out':
    'Select users in the list, and choose "Log out on all sessions", or open "Sessions" in the menu of one user. Carol may do so with ordinary users, Dave and Root with admin users too, Alice and Bob with nobody. Dave and Root can log out everyone.',
  'Change a password':
    'Edit your user in the list of users (Root edits all): the other sessions of that user end, and the browser you are in stays logged in.',
  'Read what happened': 'Dave and Root find it under "Session events": who logged in, and who was logged out by whom.',
}

const Dashboard = () => {
  const [currentAdmin] = useCurrentAdmin()
  return (
    <Box variant="grey">
      <Box variant="white" p="xxl">
        <H2>One active session per user</H2>
        <Text mb="xl">You are {currentAdmin?.email}. Things to try:</Text>
        {Object.entries(steps).map(([title, text]) => (
          <Box key={title} mb="xl">
            <H4>{title}</H4>
            <Text>{text}</Text>
          </Box>
        ))}
      </Box>
    </Box>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default Dashboard
