import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'לנסות שוב',
  refreshNow: 'לרענן עכשיו',
  figuresFrom: 'הנתונים: {time}. הם יתעדכנו כשהשירות יענה.',
  offline: 'אין חיבור. זה יופיע מעצמו כשהחיבור יחזור.',
  offlineFigures: 'אין חיבור. הנתונים: {time}.',
  daysLeft: { one: 'יום אחד', two: 'יומיים', other: '{count} ימים' },
  hoursLeft: { one: 'שעה אחת', two: 'שעתיים', other: '{count} שעות' },
  minutesLeft: { one: 'דקה אחת', two: 'שתי דקות', other: '{count} דקות' },
  anonymous: 'בעילום שם',
  opensOn: 'הקמפיין מתחיל ב־{date}.',
  closedTitle: 'הקמפיין הסתיים.',
  pausedTitle: 'הקמפיין מושהה.',
  testMode: 'מצב ניסיון: לא עובר כסף.',
};
