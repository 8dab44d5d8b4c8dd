/** What every element may say. English, reviewed. */
export const shared = {
  tryAgain: 'Try again',
  refreshNow: 'Refresh now',
  figuresFrom: 'Figures from {time}. They refresh when the service answers.',
  offline: 'You are offline. This comes by itself when you are back.',
  offlineFigures: 'You are offline. Figures from {time}.',
  daysLeft: { one: '{count} day', other: '{count} days' },
  hoursLeft: { one: '{count} hour', other: '{count} hours' },
  minutesLeft: { one: '{count} minute', other: '{count} minutes' },
  anonymous: 'Anonymous',
  opensOn: 'This campaign opens on {date}.',
  closedTitle: 'This campaign has closed.',
  pausedTitle: 'This campaign is paused.',
  testMode: 'Test mode: no money moves.',
};
