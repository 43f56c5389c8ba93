/** What the server takes in one message, in UTF-16 units; the web may import its types only, so it is said again. */
export const maxTextLength = 20_000

/** What Twilio takes in one message. */
export const mostInText = 1600
