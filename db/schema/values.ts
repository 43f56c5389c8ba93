/** What columns of several tables hold. */
export type Millis = number
export type Bit = 0 | 1
export type ChannelName = 'email' | 'chat' | 'sms' | 'whatsapp' | 'voice' | 'video' | 'web'
