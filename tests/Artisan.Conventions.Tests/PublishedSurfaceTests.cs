using System.Text;
using Artisan.Host;
using Artisan.Host.Functions;
using Artisan.Host.OpenApi;
using Artisan.Platform.Access;
using Artisan.Platform.Functions;
using Artisan.Platform.Http;
using Artisan.Testing;
using Fault = Artisan.Platform.Http.Fault;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Conventions.Tests;

/// <summary>What others rely on: routes and who may call them, the API document, fault codes, functions. Golden files show every change in review.</summary>
public sealed class PublishedSurfaceTests : IAsyncLifetime
{
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        _app = HostApp.Build(["--environment", "Development"], ApiDocument.Configure);
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task The_api_document_is_the_committed_one() => Golden.Check("openapi.json", await ApiDocument.BuildAsync(_app, CancellationToken.None));

    [Fact]
    public void Every_endpoint_says_who_may_call_it()
    {
        var lines = new StringBuilder("# method\tpath\tleast\tapi key scope\n");
        foreach (var line in Endpoints().Select(Line).Order(StringComparer.Ordinal)) lines.Append(line).Append('\n');
        Golden.Check("endpoints.tsv", lines.ToString());
    }

    [Fact]
    public void Every_request_type_is_public_because_validation_skips_others()
    {
        var bodies = Endpoints().SelectMany(e => e.Metadata.OfType<Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata>()).Select(m => m.RequestType).OfType<Type>().ToList();

        Assert.All(bodies, type => Assert.True(type.IsPublic || type.IsNestedPublic, $"{type} must be public: the framework validates only public request types."));
    }

    [Fact]
    public void Every_fault_code_is_declared_once_and_pinned()
    {
        var faults = Assemblies().SelectMany(a => a.GetTypes()).Where(t => t.Name.EndsWith("Faults", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic))
            .Where(f => f.FieldType == typeof(Fault)).Select(f => (Fault)f.GetValue(null)!).ToList();

        Assert.Equal(faults.Count, faults.Select(f => f.Code).Distinct().Count());
        Assert.All(faults, f => Assert.Matches("^[a-z]+(-[a-z]+)*\\.[a-z0-9_]+$", f.Code));
        Golden.Check("faults.tsv", "# code\tstatus\tdetail\n" + string.Concat(faults.OrderBy(f => f.Code, StringComparer.Ordinal).Select(f => $"{f.Code}\t{f.Status}\t{f.Detail}\n")));
    }

    [Fact]
    public void The_functions_are_the_committed_ones() =>
        Golden.Check("functions.txt", string.Concat(FunctionCatalog.All.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Name}/function.json\n{FunctionFolders.Json(f)}")));

    [Fact]
    public void Every_timer_and_queue_function_has_exactly_one_piece_of_work()
    {
        foreach (var function in FunctionCatalog.All.Where(f => f.Trigger is not HttpTrigger))
        {
            var work = function.Trigger is TimerTrigger
                ? _app.Services.GetKeyedServices<ITimedJob>(function.Name).Cast<object>()
                : _app.Services.GetKeyedServices<IQueueFunction>(function.Name);
            Assert.True(work.Count() == 1, $"Function {function.Name} needs exactly one AddTimedJob or AddQueueHandler.");
        }
    }

    [Fact]
    public void Every_endpoint_lies_behind_the_door_of_an_area_and_none_in_the_hosts_own_space()
    {
        var doors = FunctionCatalog.All.Select(f => f.Trigger).OfType<HttpTrigger>().Select(t => "/" + t.Route.Replace("/{*path}", "", StringComparison.Ordinal)).ToList();

        Assert.All(doors, d => Assert.False(d.StartsWith("/admin", StringComparison.OrdinalIgnoreCase) || d.StartsWith("/runtime", StringComparison.OrdinalIgnoreCase)));
        Assert.All(Endpoints(), e => Assert.Contains(doors, d => ("/" + e.RoutePattern.RawText!.TrimStart('/')).StartsWith(d, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_endpoint_without_a_rule_stops_the_start()
    {
        var open = new RouteEndpoint(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/api/open"), 0, null, "open");

        Assert.Throws<InvalidOperationException>(() => RequestPipeline.RequireAccessRules([open]));
        RequestPipeline.RequireAccessRules(Endpoints());
    }

    private IReadOnlyList<RouteEndpoint> Endpoints() => [.. _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    private static string Line(RouteEndpoint endpoint)
    {
        var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Single();
        var rule = endpoint.Metadata.OfType<AccessRule>().Single();
        return $"{method}\t/{endpoint.RoutePattern.RawText!.Trim('/')}\t{rule}\t{rule.ScopeFor(method) ?? "-"}";
    }

    private static IEnumerable<System.Reflection.Assembly> Assemblies() => [typeof(Fault).Assembly, typeof(Artisan.Areas.AreasModule).Assembly];
}
