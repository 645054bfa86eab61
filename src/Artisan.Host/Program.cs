using Artisan.Host;
using Artisan.Host.Functions;
using Artisan.Host.OpenApi;
using Microsoft.Extensions.Options;

if (args is ["--emit-functions", var folder])
{
    FunctionFolders.Write(folder);
    return 0;
}

if (args is ["--emit-openapi", var file])
{
    await using var described = HostApp.Build([], ApiDocument.Configure);
    await described.StartAsync();
    await File.WriteAllTextAsync(file, await ApiDocument.BuildAsync(described, CancellationToken.None));
    return 0;
}

try
{
    await HostApp.Build(args).RunAsync();
    return Environment.ExitCode;
}
catch (OptionsValidationException e)
{
    await Console.Error.WriteLineAsync($"Artisan cannot start: {string.Join(" ", e.Failures)}");
    return 78;
}
