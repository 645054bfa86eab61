using Artisan.LocalHost.Functions;
using Artisan.LocalHost.Tests.Stub;
using Artisan.Testing;

namespace Artisan.LocalHost.Tests;

public sealed class ReadingTheAppTests
{
    [Theory]
    [InlineData("admin/things")]
    [InlineData("Admin")]
    [InlineData("runtime/{*path}")]
    public async Task A_route_that_belongs_to_the_Functions_host_is_refused(string route) => Assert.Contains("belongs to the Functions host", await RefusalAsync(app => app.Http("own", route, "get")), StringComparison.Ordinal);

    [Fact]
    public async Task A_route_where_this_host_keeps_its_pages_is_refused() => Assert.Contains("begins with dev", await RefusalAsync(app => app.Http("own", "dev/{*path}", "get")), StringComparison.Ordinal);

    [Fact]
    public async Task An_app_without_functions_is_refused() => Assert.Contains("no function.json", await RefusalAsync(_ => { }), StringComparison.Ordinal);

    [Fact]
    public async Task An_unknown_trigger_is_refused() => Assert.Contains("no trigger of type blobtrigger", await RefusalAsync(app => app.Function("b", new { type = "blobTrigger", name = "b" })), StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_host_json_is_refused() => Assert.Contains("no host.json", await RefusalAsync(app => File.Delete(Path.Combine(app.Root, "host.json"))), StringComparison.Ordinal);

    [Fact]
    public async Task Settings_fill_schedules_and_override_keys_of_host_json()
    {
        await using var app = new StubApp().Timer("tick", "%Tick:Schedule%");
        var settings = LocalSettings.Read(app.Root, new Dictionary<string, string>(), new Dictionary<string, string>
        {
            ["tick:schedule"] = "0 0 3 * * *",
            ["AzureFunctionsJobHost__extensions__queues__maxDequeueCount"] = "2",
        });

        Assert.Equal("0 0 3 * * *", FunctionManifest.Read(app.Root, "", settings).Timers.Single().Schedule);
        Assert.Equal(2, HostJson.Load(app.Root, settings).Queues.MaxDequeueCount);
    }

    [Fact]
    public async Task Defaults_are_those_of_the_Functions_host()
    {
        await using var app = new StubApp().WriteHostJson(queues: new { });

        var host = HostJson.Load(app.Root, LocalSettings.Read(app.Root, new Dictionary<string, string>(), new Dictionary<string, string>()));

        Assert.Equal((16, 8 * Environment.ProcessorCount, TimeSpan.FromMinutes(1), 5, TimeSpan.Zero, true), (host.Queues.BatchSize, host.Queues.NewBatchThreshold, host.Queues.MaxPollingInterval, host.Queues.MaxDequeueCount, host.Queues.VisibilityTimeout, host.Queues.Base64));
        Assert.Equal(TimeSpan.FromMinutes(10), host.Queues.InFlight);
    }

    [Fact]
    public async Task Idle_queues_save_money_in_azure_and_are_prompt_on_a_developers_machine()
    {
        await using var app = new StubApp();
        File.Copy(Path.Combine(Repository.Root, "host.json"), Path.Combine(app.Root, "host.json"), overwrite: true);

        var queues = HostJson.Load(app.Root, LocalSettings.Read(app.Root, new Dictionary<string, string>(), new Dictionary<string, string>())).Queues;

        Assert.Equal(TimeSpan.FromSeconds(30), queues.MaxPollingInterval);
        Assert.Equal(queues with { MaxPollingInterval = TimeSpan.FromSeconds(2) }, queues.OnThisMachine());
        Assert.Equal(TimeSpan.FromSeconds(1), (queues with { MaxPollingInterval = TimeSpan.FromSeconds(1) }).OnThisMachine().MaxPollingInterval);
    }

    [Fact]
    public async Task The_environment_stands_above_local_settings()
    {
        await using var app = new StubApp();
        await File.WriteAllTextAsync(Path.Combine(app.Root, "local.settings.json"), """{ "Values": { "A": "file", "B": "file" } }""");

        var settings = LocalSettings.Read(app.Root, new Dictionary<string, string> { ["A"] = "environment" }, new Dictionary<string, string>());

        Assert.Equal(("environment", "file"), (settings["A"], settings["B"]));
    }

    private static async Task<string> RefusalAsync(Action<StubApp> arrange)
    {
        await using var app = new StubApp();
        arrange(app);
        return (await Assert.ThrowsAsync<LocalHostException>(app.StartAsync)).Message;
    }
}
