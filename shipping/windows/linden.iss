; Installer for Windows, for Inno Setup 6.5 or later (Korean is one of its own languages). Written from its documentation and NOT
; TRIED: nobody has built on Windows yet.
;   python dev.py build
;   iscc shipping\windows\linden.iss
#define Version "0.1.0"
[Setup]
AppId={{6B2D0A52-8B0C-4B0B-9C55-4E0A54B7B6E1}
AppName=Linden
AppVersion={#Version}
; For one person and without an administrator; the name says nothing to who sees the list of programs.
PrivilegesRequired=lowest
DefaultDirName={autopf}\Linden
DefaultGroupName=Linden
DisableProgramGroupPage=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\resources\icons\linden.ico
UninstallDisplayIcon={app}\linden-window.exe
OutputDir=..\..\dist
OutputBaseFilename=linden-{#Version}-windows-x64-setup
; The oldest Windows that our Qt starts on.
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2
SolidCompression=yes
[Languages]
Name: "korean"; MessagesFile: "compiler:Languages\Korean.isl"
Name: "english"; MessagesFile: "compiler:Default.isl"
[Files]
Source: "..\..\dist\linden\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
[Icons]
Name: "{group}\Linden"; Filename: "{app}\linden-window.exe"
[UninstallDelete]
; What the program keeps about itself: its settings. Vaults lie where the person put them and stay.
Type: filesandordirs; Name: "{localappdata}\linden"
