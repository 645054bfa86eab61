using Artisan.LocalHost.Functions;
using Microsoft.AspNetCore.Routing.Template;

namespace Artisan.LocalHost.Http;

/// <summary>Finds the HTTP function of a request: routes are case-insensitive, the most specific wins, a method that is not listed is no match.</summary>
internal sealed class FunctionRoutes
{
    private readonly List<(TemplateMatcher Matcher, HttpFunction Function)> _routes;

    public FunctionRoutes(IReadOnlyList<HttpFunction> functions)
    {
        _routes = [.. functions
            .Select(function => (Template: Parse(function), Function: function))
            .OrderBy(route => RoutePrecedence.ComputeInbound(route.Template))
            .Select(route => (new TemplateMatcher(route.Template, []), route.Function))];
    }

    public HttpFunction? Find(string method, PathString path)
    {
        foreach (var (matcher, function) in _routes)
        {
            if (function.Methods.Contains(method) && matcher.TryMatch(path, [])) return function;
        }

        return null;
    }

    private static RouteTemplate Parse(HttpFunction function)
    {
        try
        {
            return TemplateParser.Parse(function.Route);
        }
        catch (ArgumentException e)
        {
            throw new LocalHostException($"Function {function.Name}: {function.Route} is not a route ({e.Message})", e);
        }
    }
}
