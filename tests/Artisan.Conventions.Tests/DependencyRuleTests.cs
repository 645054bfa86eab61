using System.Reflection;

namespace Artisan.Conventions.Tests;

/// <summary>Host → Areas → Platform, never back; Artisan.Value references nothing of ours.</summary>
public sealed class DependencyRuleTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Artisan.Value"] = [],
        ["Artisan.Azure"] = [],
        ["Artisan.Platform"] = ["Artisan.Azure"],
        ["Artisan.Vendors"] = ["Artisan.Platform", "Artisan.Azure"],
        ["Artisan.Areas"] = ["Artisan.Platform", "Artisan.Value", "Artisan.Azure"],
        ["Artisan.Host"] = ["Artisan.Areas", "Artisan.Platform", "Artisan.Azure", "Artisan.Vendors", "Artisan.Value"],
    };

    [Fact]
    public void Every_project_references_only_what_lies_below_it()
    {
        var assemblies = new[] { typeof(Artisan.Host.HostApp).Assembly }.Concat(Reachable(typeof(Artisan.Host.HostApp).Assembly)).ToList();

        Assert.Contains(assemblies, a => a.GetName().Name == "Artisan.Areas");
        Assert.All(assemblies, a => Assert.Empty(Violations(a.GetName().Name!, a.GetReferencedAssemblies().Select(r => r.Name!))));
    }

    [Theory]
    [InlineData("Artisan.Platform", "Artisan.Areas")]
    [InlineData("Artisan.Areas", "Artisan.Host")]
    [InlineData("Artisan.Value", "Artisan.Platform")]
    [InlineData("Artisan.Value", "Microsoft.AspNetCore.Http")]
    public void A_reference_upwards_is_found(string project, string reference) => Assert.NotEmpty(Violations(project, [reference]));

    private static IEnumerable<Assembly> Reachable(Assembly from) => from.GetReferencedAssemblies().Where(r => r.Name!.StartsWith("Artisan.", StringComparison.Ordinal))
        .Select(Assembly.Load).SelectMany(a => Reachable(a).Prepend(a)).DistinctBy(a => a.FullName);

    private static IEnumerable<string> Violations(string project, IEnumerable<string> references)
    {
        var known = Allowed[project];
        return references.Where(r => (r.StartsWith("Artisan.", StringComparison.Ordinal) && !known.Contains(r))
            || (project == "Artisan.Value" && r.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)));
    }
}
