import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: '再試一次',
  refreshNow: '立即更新',
  figuresFrom: '{time}的數據。服務恢復後會自動更新。',
  offline: '您已離線。恢復連線後會自動顯示。',
  offlineFigures: '您已離線。數據截至{time}。',
  daysLeft: { other: '{count} 天' },
  hoursLeft: { other: '{count} 小時' },
  minutesLeft: { other: '{count} 分鐘' },
  anonymous: '匿名',
  opensOn: '本活動將於{date}開始。',
  closedTitle: '本活動已結束。',
  pausedTitle: '本活動已暫停。',
  testMode: '測試模式：不會發生真實扣款。',
};
