import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: { other: '<b>{count} 人</b>已添上一块石头' },
  bannerEnds: '还剩 {left}，{date}截止',
  bannerPercent: '{target} 的 {percent}',
  bannerLatest: '最新消息，{date}',
  bannerValues: '我们的承诺',
  bannerEvidence: '依据',
  bannerAudit: '账目审计：{issuer}。',
  bannerCertificate: '认证：{issuer}。',
  bannerReport: '报告：{issuer}。',
  bannerReceipt: '收据：{issuer}。',
  bannerPhoto: '摄影：{issuer}。',
  bannerMetric: '测量：{issuer}。',
  bannerSoon: '本活动即将开始。',
  bannerEndedOn: '已于{date}结束。',
  bannerAbout: '了解活动',
  bannerOutcome: '看看捐款带来的改变',
  bannerStale: '无法获取最新信息。链接仍可使用。',
  bannerFault: '暂时无法获取最新信息。',
};
