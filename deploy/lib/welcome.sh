# shellcheck shell=bash
# What to do now that the stack runs. Printed last by deploy/up.

key_file=$STATE/reader.key
key_file=${key_file#"$PWD/"}
auth="-H \"Authorization: Bearer \$(cat $key_file)\" -H 'Content-Type: application/json'"
cql=$DEPLOY/cql
cql=${cql#"$PWD/"}

cat <<TEXT

  Read, search and ask   $API_URL/#key=$(<"$STATE/reader.key")
  Flink's web UI         $FLINK_URL
  CDC agent              $AGENT_URL/connectors
  API keys               $STATE/reader.key, writer.key, admin.key; deploy/keys makes more
  Data and logs          $STATE

Three things to try:

  # Write a page of your own, and find it by its meaning.
  $cql -e "INSERT INTO gibsey.pages (book_id, page_num, title, speaker, text) VALUES ('my-notes', 1, 'A note', 'Me', 'The skipper refuses to leave harbour while fog hides the lighthouse.')"

  curl -s $auth -d '{"query": "a captain stays in port during mist", "limit": 3, "mode": "vector"}' $API_URL/v1/collections/pages/search

  # Ask, and watch the answer come.
  curl -sN $auth -H 'Accept: text/event-stream' -d '{"question": "How does the Salt Clock tell the time?"}' $API_URL/v1/ask

TEXT
