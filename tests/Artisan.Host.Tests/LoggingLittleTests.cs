using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Artisan.Host.Tests;

/// <summary>What a deployed app keeps of each request is paid for by the line.</summary>
public sealed class LoggingLittleTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("Information", true)]
    public async Task The_framework_says_nothing_of_requests_unless_a_setting_asks_for_it(string? level, bool says)
    {
        var settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" };
        if (level is not null) settings["Logging:LogLevel:Microsoft.AspNetCore"] = level;
        await using var app = HostApp.Build(["--environment", "Development"], builder => builder.Configuration.AddInMemoryCollection(settings));
        var logs = app.Services.GetRequiredService<ILoggerFactory>();
        Assert.Equal(says, logs.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Information));
        Assert.True(logs.CreateLogger("Artisan").IsEnabled(LogLevel.Information));
    }
}
