using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Artisan.Platform.Audit;

/// <summary>
/// What every audit entry says about the request that caused it, whoever writes the entry: the program that sent it. It rides on the request's trace, which follows the
/// work wherever it goes.
/// </summary>
internal static class RequestFacts
{
    private const string Tag = "user_agent.original";
    private const int Most = 200;

    /// <summary>Notes what the request's program calls itself: one short line of visible ASCII, because callers choose it.</summary>
    public static void Note(HttpContext context)
    {
        if (Activity.Current is not { } activity || context.Request.Headers.UserAgent.ToString() is not { Length: > 0 } sent) return;
        var text = new string([.. sent.Where(c => c is >= ' ' and <= '~').Take(Most)]);
        activity.SetTag(Tag, text);
    }

    /// <summary>What the program behind the work at hand calls itself; empty where there is none.</summary>
    public static string UserAgent()
    {
        for (var activity = Activity.Current; activity is not null; activity = activity.Parent)
        {
            if (activity.GetTagItem(Tag) is string text) return text;
        }

        return "";
    }
}
