namespace Artisan.LocalHost.Functions;

/// <summary>The customHandler section of host.json: which program is the handler and how requests reach it.</summary>
internal sealed record CustomHandler(string Executable, string Arguments, string WorkingDirectory, TimeSpan InitializationTimeout, bool Streams)
{
    public static CustomHandler Read(IConfiguration section, string appRoot, LocalSettings settings)
    {
        var description = section.GetSection("description");
        if (description["defaultExecutablePath"] is not { Length: > 0 } executable)
            throw new LocalHostException("host.json has no customHandler.description.defaultExecutablePath.");

        var proxying = section.GetValue("enableProxyingHttpRequest", false);
        if (!proxying && !section.GetValue("enableForwardingHttpRequest", false))
            throw new LocalHostException("host.json must set customHandler.enableForwardingHttpRequest: HTTP functions are forwarded, never wrapped.");

        var arguments = string.Join(' ', description.GetSection("arguments").GetChildren().Select(argument => argument.Value));
        return new CustomHandler(
            Locate(settings.Expand(executable), Path.Combine(appRoot, description["workerDirectory"] ?? "")),
            arguments,
            Path.Combine(appRoot, description["workingDirectory"] ?? ""),
            HostJson.Duration(section, "initializationTimeout", TimeSpan.FromSeconds(30)),
            proxying);
    }

    // Relative to the worker directory where such a file is, else left as it is: a program of the PATH.
    private static string Locate(string executable, string workerDirectory)
    {
        if (Path.IsPathRooted(executable)) return executable;

        var inside = Path.GetFullPath(Path.Combine(workerDirectory, executable));
        if (File.Exists(inside)) return inside;
        return OperatingSystem.IsWindows() && File.Exists(inside + ".exe") ? inside + ".exe" : executable;
    }
}
