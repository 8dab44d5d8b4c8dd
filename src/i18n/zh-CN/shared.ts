import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: '重试',
  refreshNow: '立即刷新',
  figuresFrom: '{time}的数据。服务恢复后会自动更新。',
  offline: '您已离线。恢复连接后会自动显示。',
  offlineFigures: '您已离线。数据截至{time}。',
  daysLeft: { other: '{count} 天' },
  hoursLeft: { other: '{count} 小时' },
  minutesLeft: { other: '{count} 分钟' },
  anonymous: '匿名',
  opensOn: '本活动将于{date}开始。',
  closedTitle: '本活动已结束。',
  pausedTitle: '本活动已暂停。',
  testMode: '测试模式：不会发生真实扣款。',
};
