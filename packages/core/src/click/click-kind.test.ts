import { clickKind } from "./click-kind";

it.each([
  "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 350.0.0.25.114 (iPhone14,5; iOS 18_0; en_US)",
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/480.0.0.1;]",
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36 Pinterest",
])("takes %s for a person", (userAgent) => {
  expect(clickKind(userAgent)).toBe("human");
});

it.each([
  "WhatsApp/2.23.20.0",
  "TelegramBot (like TwitterBot)",
  "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  "Facebot Twitterbot/1.0",
  "meta-externalfetcher/1.1",
  "Twitterbot/1.0",
  "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
  "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "Slack-ImgProxy (+https://api.slack.com/robots)",
  "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
  "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
  "Pinterest/0.2 (+https://www.pinterest.com/bot.html)",
  "redditbot/1.0",
  "Mastodon/4.3.0 (http.rb/5.2.0; +https://example.social/)",
  "Mozilla/5.0 (compatible; vkShare; +http://vk.com/dev/Share)",
])("takes %s for the fetcher of a preview", (userAgent) => {
  expect(clickKind(userAgent)).toBe("preview");
});

it.each([
  "",
  "curl/8.5.0",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "python-requests/2.32",
])("takes %p for another machine", (userAgent) => {
  expect(clickKind(userAgent)).toBe("bot");
});
