namespace Artisan.Benchmarks.Starting;

/// <summary>The least ASP.NET Core app that a Functions host could start: one endpoint, published as the handler is.</summary>
internal static class EmptyApp
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <InvariantGlobalization>true</InvariantGlobalization>
            <EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>
            <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
            <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
            <SelfContained>true</SelfContained>
            <PublishReadyToRun>true</PublishReadyToRun>
          </PropertyGroup>
        </Project>
        """;

    private const string Program = """
        using System.Net;

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, builder.Configuration.GetValue("FUNCTIONS_CUSTOMHANDLER_PORT", 0)));
        var app = builder.Build();
        app.MapGet("/", () => "{}");
        app.Run();
        """;

    /// <summary>Writes the project; answers its file.</summary>
    public static async Task<string> WriteAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Program, ct);
        var project = Path.Combine(folder, "Empty.csproj");
        await File.WriteAllTextAsync(project, Project, ct);
        return project;
    }
}
