// The one PowerShell script of the Windows probes: reads, never writes, never elevates, prints one JSON object.

/** Names of the probes in the answer. */
export const probeNames = [
  'listeners',
  'outbound',
  'encryption',
  'firewall',
  'antivirus',
  'updates',
  'secureBoot',
  'tpm',
  'screenLock',
  'acl',
  'npu',
  'variables',
] as const;
export type ProbeName = (typeof probeNames)[number];

const bodies: Readonly<Record<ProbeName, string>> = {
  listeners:
    'Get-NetTCPConnection -LocalPort $port -State Listen -ErrorAction SilentlyContinue | ForEach-Object { ' +
    '$p = Get-CimInstance Win32_Process -Filter "ProcessId=$($_.OwningProcess)" -ErrorAction SilentlyContinue; ' +
    '$o = if ($p) { (Invoke-CimMethod -InputObject $p -MethodName GetOwner -ErrorAction SilentlyContinue).User } else { $null }; ' +
    '@{ address = $_.LocalAddress; pid = $_.OwningProcess; process = $p.Name; session = $p.SessionId; user = $o } }',
  outbound:
    '$ids = @(Get-NetTCPConnection -LocalPort $port -State Listen -ErrorAction SilentlyContinue | Select-Object -ExpandProperty OwningProcess -Unique); ' +
    '$kids = @(Get-CimInstance Win32_Process | Where-Object { $ids -contains $_.ParentProcessId } | Select-Object -ExpandProperty ProcessId); ' +
    'Get-NetTCPConnection -State Established -ErrorAction SilentlyContinue | Where-Object { ($ids + $kids) -contains $_.OwningProcess -and $_.LocalPort -ne $port } | ' +
    'ForEach-Object { @{ remote = $_.RemoteAddress; port = $_.RemotePort } }',
  encryption:
    '$s = New-Object -ComObject Shell.Application; $d = @($env:SystemDrive); if ($dir -match "^[A-Za-z]:") { $d += $dir.Substring(0, 2) }; ' +
    '$d | Sort-Object -Unique | ForEach-Object { @{ drive = $_; protection = $s.NameSpace("$_\\").Self.ExtendedProperty("System.Volume.BitLockerProtection") } }',
  firewall:
    '$b = "HKLM:\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy"; $g = "HKLM:\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall"; ' +
    '"DomainProfile", "StandardProfile", "PublicProfile" | ForEach-Object { ' +
    '$v = (Get-ItemProperty "$g\\$_" -ErrorAction SilentlyContinue).EnableFirewall; if ($null -eq $v) { $v = (Get-ItemProperty "$b\\$_" -ErrorAction SilentlyContinue).EnableFirewall }; ' +
    '@{ profile = $_; enabled = $v } }',
  antivirus:
    'Get-CimInstance -Namespace root/SecurityCenter2 -ClassName AntiVirusProduct | ForEach-Object { @{ name = $_.displayName; state = $_.productState } }',
  updates:
    '$u = (New-Object -ComObject Microsoft.Update.AutoUpdate).Results; ' +
    '@{ installed = if ($u.LastInstallationSuccessDate) { $u.LastInstallationSuccessDate.ToString("o") } else { $null }; ' +
    'reboot = Test-Path "HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired" }',
  secureBoot:
    '@{ enabled = (Get-ItemProperty "HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecureBoot\\State" -ErrorAction SilentlyContinue).UEFISecureBootEnabled }',
  tpm: '@{ tpm2 = [bool](Get-ChildItem "HKLM:\\SYSTEM\\CurrentControlSet\\Enum\\ACPI\\MSFT0101" -ErrorAction SilentlyContinue) }',
  screenLock:
    '$c = Get-ItemProperty "HKCU:\\Control Panel\\Desktop" -ErrorAction SilentlyContinue; $p = Get-ItemProperty "HKCU:\\Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop" -ErrorAction SilentlyContinue; ' +
    '$f = { param($n) if ($null -ne $p.$n) { $p.$n } else { $c.$n } }; ' +
    '@{ machine = (Get-ItemProperty "HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System" -ErrorAction SilentlyContinue).InactivityTimeoutSecs; ' +
    'active = (& $f "ScreenSaveActive"); secure = (& $f "ScreenSaverIsSecure"); timeout = (& $f "ScreenSaveTimeOut"); saver = (& $f "SCRNSAVE.EXE") }',
  acl:
    'if ($dir -and (Test-Path -LiteralPath $dir)) { Get-ChildItem -LiteralPath $dir -Directory | ForEach-Object { $_.FullName } | ForEach-Object -Begin { $dir } -Process { $_ } | ' +
    'ForEach-Object { $f = $_; (Get-Acl -LiteralPath $f).GetAccessRules($true, $true, [Security.Principal.SecurityIdentifier]) | ' +
    'Where-Object { $_.AccessControlType -eq "Allow" } | ForEach-Object { @{ path = $f; sid = $_.IdentityReference.Value; rights = [int]$_.FileSystemRights } } } } else { @{ missing = $true } }',
  npu: 'Get-PnpDevice -Class ComputeAccelerator -PresentOnly -ErrorAction SilentlyContinue | ForEach-Object { @{ name = $_.FriendlyName; status = "$($_.Status)" } }',
  variables:
    '@{ host = [Environment]::GetEnvironmentVariable("OLLAMA_HOST", "User"); machineHost = [Environment]::GetEnvironmentVariable("OLLAMA_HOST", "Machine"); ' +
    'origins = [Environment]::GetEnvironmentVariable("OLLAMA_ORIGINS", "User"); machineOrigins = [Environment]::GetEnvironmentVariable("OLLAMA_ORIGINS", "Machine") }',
};

/**
 * The script, for the standard input of `powershell -Command -`, which reads line by line: each statement is one line.
 * The folder comes in `REMPART_MODELS_DIR`, never as text of the script.
 */
export function windowsScript(port: number): string {
  return [
    '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
    "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'",
    `$port = ${Math.trunc(port)}; $dir = $env:REMPART_MODELS_DIR; $r = @{ mode = "$($ExecutionContext.SessionState.LanguageMode)" }`,
    ...probeNames.map(
      (name) =>
        `try { $r['${name}'] = @{ ok = $true; value = @(& { ${bodies[name]} }) } } catch { $r['${name}'] = @{ ok = $false; reason = "$($_.Exception.Message)" } }`,
    ),
    'ConvertTo-Json -InputObject $r -Compress -Depth 6',
    '',
  ].join('\n');
}
