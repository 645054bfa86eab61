using Artisan.Host;
using Artisan.Host.Functions;
using Microsoft.Extensions.Options;

if (args is ["--emit-functions", var folder])
{
    FunctionFolders.Write(folder);
    return 0;
}

try
{
    await HostApp.Build(args).RunAsync();
    return 0;
}
catch (OptionsValidationException e)
{
    await Console.Error.WriteLineAsync($"Artisan cannot start: {string.Join(" ", e.Failures)}");
    return 78;
}
