/** The most frequent words of English, in their usual order. */
const FUNCTION_WORDS = `the of and to a in is it that for was on with as be at by this are from or an not but have
which you all can when if has will we they one would there so what about its no more out up into than other some
only new time like use over also after first any where most then our them how because through before should each
between under while who why does do did both such very just make way being now same may many still without here
during again off down against until above below once next last few every`;

/** Words of a developer's notes, the most frequent first. */
const DEVELOPER_WORDS = `error file code server data test user function request build type version database key api
service table query response config client log deploy string cache token value index branch commit package memory
class method path field column schema thread process session timeout retry queue worker event message default local
module import export script command install update release docker container image port host network socket proxy
header cookie auth login password secret permission role access policy migration backup restore transaction lock
deadlock race leak crash exception stack trace debug warning failure fix bug issue patch review merge conflict rebase
pipeline job runner stage production staging environment variable setting option flag argument parameter return
callback promise async await stream buffer chunk batch page cursor limit offset sort filter search match score rank
token parser lexer compiler bundle minify cache node runtime browser render component state hook store reducer router
route endpoint middleware handler controller model view template form input output validate sanitize escape encode
decode encrypt decrypt hash sign verify certificate key public private domain subnet cluster replica shard partition
leader follower consensus quorum snapshot checkpoint compaction latency throughput benchmark profile metric alert
dashboard monitor health probe ready live rollback canary feature toggle experiment rollout schedule cron trigger
webhook payload json yaml toml csv xml markdown html css sql regex glob unicode locale timezone date format number
integer float boolean array list map set tree graph node edge queue heap pointer reference garbage collector iterator
generator decorator interface abstract generic inherit override mock stub fixture assert coverage lint style refactor
legacy deprecate upgrade downgrade dependency lockfile registry mirror artifact archive checksum signature license
document readme changelog ticket sprint estimate deadline meeting decision proposal design architecture diagram draft`;

/**
 * Common words without repeats: thirty function words, then the two kinds in turn, so that the frequent words of
 * a text are not all words that a search may skip.
 */
export function commonWords(): string[] {
  const functionWords = FUNCTION_WORDS.split(/\s+/);
  const developerWords = DEVELOPER_WORDS.split(/\s+/);
  const words = functionWords.slice(0, 30);
  const rest = functionWords.slice(30);
  for (let i = 0; i < Math.max(rest.length, developerWords.length); i++) {
    if (developerWords[i] !== undefined) words.push(developerWords[i] as string);
    if (rest[i] !== undefined) words.push(rest[i] as string);
  }
  return [...new Set(words)];
}
