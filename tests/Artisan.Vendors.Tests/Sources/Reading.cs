using System.Globalization;
using Artisan.Platform.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Artisan.Vendors.Tests.Sources;

/// <summary>Data sources as the app has them, told where the vendors are.</summary>
internal static class Reading
{
    public static IDataSource Source(string kind, string? stripe = null, string? hubSpot = null, bool allowLoopback = true, ILoggerProvider? logs = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Sources:StripeApiBase"] = stripe ?? "http://127.0.0.1:9/",
            ["Sources:HubSpotApiBase"] = hubSpot ?? "http://127.0.0.1:9/",
            ["Sources:AllowLoopback"] = allowLoopback ? "true" : "false",
        }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging(l =>
        {
            if (logs is not null) l.AddProvider(logs);
        }).AddVendors(configuration);
        return services.BuildServiceProvider().GetServices<IDataSource>().Single(s => s.Kind == kind);
    }

    public static SourceCredentials Credentials(params (string Name, string Value)[] values) => new(values.ToDictionary(v => v.Name, v => v.Value));

    public static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    /// <summary>Reads until there is no more; the records in their order, and the cursor that the next reading begins with.</summary>
    public static async Task<(List<SourceRecord> Records, string Cursor, int Pages)> AllAsync(this IDataSource source, SourceCredentials credentials, SourceQuery query, string? cursor = null)
    {
        var records = new List<SourceRecord>();
        for (var pages = 1; ; pages++)
        {
            var page = await source.ReadAsync(credentials, query, cursor, CancellationToken.None);
            records.AddRange(page.Records);
            cursor = page.Cursor;
            if (!page.HasMore) return (records, page.Cursor, pages);
            Assert.True(pages < 100, "The reading does not end.");
        }
    }

    public static async Task<SourceException> FailsAsync(Func<Task> call, SourceFailure failure)
    {
        var e = await Assert.ThrowsAsync<SourceException>(call);
        Assert.Equal(failure, e.Failure);
        return e;
    }
}
