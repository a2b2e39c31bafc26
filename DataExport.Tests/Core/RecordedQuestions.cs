using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DataExport.Tests.Core;

/// <summary>What <c>app.db</c> is asked, and how SQLite goes about it, from when it is to be recorded.</summary>
internal sealed class RecordedQuestions : DbCommandInterceptor
{
    private readonly ConcurrentQueue<Question> _asked = new();
    private volatile bool _isRecording;

    /// <summary>What is asked while that goes on, in order.</summary>
    public async Task<IReadOnlyList<Question>> OfAsync(Func<Task> work)
    {
        _asked.Clear();
        _isRecording = true;
        await work();
        _isRecording = false;
        return [.. _asked];
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (_isRecording)
        {
            _asked.Enqueue(new Question(command.CommandText, Explain(command)));
        }

        return ValueTask.FromResult(result);
    }

    private static List<string> Explain(DbCommand command)
    {
        using var explain = command.Connection!.CreateCommand();
        (explain.Transaction, explain.CommandText) = (command.Transaction, $"EXPLAIN QUERY PLAN {command.CommandText}");
        foreach (DbParameter parameter in command.Parameters)
        {
            var copy = explain.CreateParameter();
            (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
            explain.Parameters.Add(copy);
        }

        var steps = new List<string>();
        using var reader = explain.ExecuteReader();
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    /// <summary>A question and SQLite's plan for it.</summary>
    /// <param name="Sql">The question.</param>
    /// <param name="Plan">The steps, as EXPLAIN QUERY PLAN tells them.</param>
    public sealed record Question(string Sql, IReadOnlyList<string> Plan);
}
