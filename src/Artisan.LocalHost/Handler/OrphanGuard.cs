using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Artisan.LocalHost.Handler;

/// <summary>
/// Kills the handler when this process is gone, however it went: a shell that only reads its input, which ends with us.
/// Where there is no /bin/sh the handler itself watches ARTISAN_PARENT_PID.
/// </summary>
internal sealed class OrphanGuard : IDisposable
{
    // The signals of a terminal reach the whole group; the guard has to outlive them.
    private const string Script = "trap '' INT TERM HUP; pid=; while read -r line; do pid=$line; done; [ -n \"$pid\" ] && kill -9 \"$pid\"";

    private readonly Process? _shell;

    private OrphanGuard(Process? shell) => _shell = shell;

    public static OrphanGuard Start()
    {
        if (OperatingSystem.IsWindows()) return new OrphanGuard(null);

        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        try
        {
            return new OrphanGuard(Process.Start(start));
        }
        catch (Win32Exception)
        {
            return new OrphanGuard(null);
        }
    }

    /// <summary>From now on this process, and no other, dies with us.</summary>
    public void Watch(int pid) => Write(pid.ToString(CultureInfo.InvariantCulture));

    /// <summary>The watched process has ended; its id may belong to another one soon.</summary>
    public void Forget() => Write("");

    public void Dispose()
    {
        Forget();
        _shell?.StandardInput.Dispose();
        _shell?.WaitForExit(1_000);
        _shell?.Dispose();
    }

    private void Write(string line)
    {
        if (_shell is null) return;
        try
        {
            _shell.StandardInput.WriteLine(line);
            _shell.StandardInput.Flush();
        }
        catch (IOException)
        {
            // The guard itself was killed: nothing is lost but the guard.
        }
    }
}
